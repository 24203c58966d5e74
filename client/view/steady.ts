import { Component, type ComponentType, createElement, type RenderableProps } from "preact";

const same = (a: Record<string, unknown>, b: Record<string, unknown>): boolean => {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length && names.every((name) => Object.is(a[name], b[name]))
  );
};

/** A component that is rendered again only when one of its props is another one: a long record stays cheap to follow. */
export function steady<P extends object>(
  inner: (props: P) => preact.ComponentChild,
): ComponentType<P> {
  return class Steady extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      return !same({ ...this.props }, { ...next });
    }
    override render(props: RenderableProps<P>) {
      return createElement(inner, props);
    }
  };
}
