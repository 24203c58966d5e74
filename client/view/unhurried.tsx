import {
  Component,
  type ComponentChildren,
  createElement,
  type HTMLAttributes,
  hydrate,
  render,
  type VNode,
} from "preact";
import { keepingPlace } from "#client/keep-place.ts";
import { allowed } from "./html.tsx";
import { OwnTree } from "./own-id.ts";
import { type Ui, UiContext, useUi } from "./ui.ts";

/** After so many parts, or so many milliseconds, the browser does something else. A phone takes four times as long as a desk. */
const atOnce = { parts: 4, ms: 3 };

const waiting = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

function handOn(): void {
  const until = performance.now() + atOnce.ms;
  let left = atOnce.parts;
  try {
    keepingPlace(() => {
      for (const next of waiting) {
        next();
        if (--left === 0 || performance.now() > until) break;
      }
    });
  } finally {
    timer = waiting.size > 0 ? setTimeout(handOn) : undefined;
  }
}

/** Of items that were drawn: since the last look at them, and before. */
let drawn = new Set<HTMLElement>();
let calm = new Set<HTMLElement>();
let looking: ReturnType<typeof setTimeout> | undefined;
let width = 0;
/** Longer than what follows a drawing takes, such as folding a long text. */
const lookMs = 500;

/** The browser may skip what it has laid out as it stands: its size is known. Where nobody looks, nothing is laid out. */
function look(): void {
  if (!document.hidden) {
    for (const item of calm) item.dataset.drawn = "";
    calm = drawn;
    drawn = new Set();
  }
  looking = calm.size + drawn.size > 0 ? setTimeout(look, lookMs) : undefined;
}

function settle(item: HTMLElement): void {
  if (width === 0) addEventListener("resize", settleAll);
  width ||= innerWidth;
  delete item.dataset.drawn;
  calm.delete(item);
  drawn.add(item);
  looking ??= setTimeout(look, lookMs);
}

/** Of another width all sizes are others. */
function settleAll(): void {
  if (width === innerWidth) return;
  width = innerWidth;
  for (const each of document.querySelectorAll<HTMLElement>("[data-drawn]")) settle(each);
}

const parts = new WeakMap<EventTarget, Part>();

/** Whoever does something with a part that the page hasn't taken over yet doesn't wait for its turn, nor for those around it. */
function hurry(event: Event): void {
  for (const around of event.composedPath().reverse()) parts.get(around)?.turn();
}
const hurries = ["pointerdown", "focusin", "click"] as const;

let inTurns = false;

/** What this changes on the page is drawn part by part, each in its turn: nobody has asked for it. */
export function drawnInTurns(change: () => void): void {
  inTurns = true;
  change();
  // Behind the rendering that it asked for.
  queueMicrotask(() => {
    inTurns = false;
  });
}

let takingOver = false;

/** Takes over what the server rendered, its parts later. Where there is nothing, it is made. */
export function takeOverIn(tree: VNode, element: Element): void {
  for (const type of hurries) document.addEventListener(type, hurry, true);
  takeOver(tree, element);
}

function takeOver(tree: VNode, element: Element): void {
  takingOver = element.firstChild !== null;
  try {
    hydrate(tree, element);
  } finally {
    takingOver = false;
  }
}

type AsItStands = { dangerouslySetInnerHTML: { __html: string } };
let still: AsItStands | undefined;

/**
 * Nothing looks into an element of which this is said while it is taken over. Where it isn't as the server sent it, it begins empty.
 * It is one and the same each time: of two, the second would empty what stands there.
 */
export function asItStands(): AsItStands {
  still ??= { dangerouslySetInnerHTML: { __html: allowed("") } };
  return still;
}

/** Hands the contexts around a part on to its tree. */
class Around extends Component<{ contexts: object; children: ComponentChildren }> {
  override getChildContext(): object {
    return this.props.contexts;
  }
  override render() {
    return this.props.children;
  }
}

interface UnhurriedProps
  extends Pick<HTMLAttributes, "class" | "id" | "aria-label" | "aria-labelledby"> {
  /** A `div` has no box of its own, and so no look. */
  as: "section" | "ol" | "li" | "div";
  "data-question"?: string;
  children: ComponentChildren;
}

interface PartProps extends UnhurriedProps {
  ui: Ui;
}

/** A tree of its own in an element of the page's tree, so that it can be taken over by itself. */
class Part extends Component<PartProps> {
  item: HTMLElement | null = null;
  /** What stands in it, from the server until it is taken over. */
  shown = this.props;
  takenOver = !takingOver;
  inside = takingOver ? asItStands() : {};

  override componentDidMount(): void {
    if (this.takenOver) return this.draw(this.props.ui, true);
    if (this.item) parts.set(this.item, this);
    this.wait();
  }
  override componentDidUpdate({ children }: PartProps): void {
    const { ui } = this.props;
    if (this.shown.ui.paper !== ui.paper) this.wait().turn();
    else if (this.takenOver && children !== this.props.children) {
      if (inTurns && this.props.as === "section") this.wait();
      else this.draw(this.shown.ui, true);
    }
    if (this.shown.ui !== ui) this.wait();
  }
  override componentWillUnmount(): void {
    waiting.delete(this.turn);
    if (this.item && this.takenOver) render(null, this.item);
  }

  wait(): this {
    waiting.add(this.turn);
    timer ??= setTimeout(handOn);
    return this;
  }
  turn = (): void => {
    if (!waiting.delete(this.turn) || !this.item) return;
    const first = !this.takenOver;
    if (first) takeOver(this.tree(), this.item);
    this.takenOver = true;
    this.draw(this.props.ui, first);
  };
  /** A change of the time alone moves nothing: what is skipped stays so. */
  draw(ui: Ui, anew: boolean): void {
    this.shown = { ...this.props, ui };
    if (!this.item) return;
    render(this.tree(), this.item);
    if (anew && this.props.as === "li") settle(this.item);
  }
  tree() {
    const { ui, children } = this.shown;
    return (
      <Around contexts={this.context}>
        <OwnTree.Provider value={true}>
          <UiContext.Provider value={ui}>{children}</UiContext.Provider>
        </OwnTree.Provider>
      </Around>
    );
  }
  override render() {
    const { as, ui, children, ...attributes } = this.props;
    const boxless = as === "div" ? { class: "boxless" } : {};
    if (typeof document === "undefined")
      return createElement(as, { ...attributes, ...boxless }, children);
    return createElement(as, {
      ...attributes,
      ...boxless,
      ...this.inside,
      ref: (item: HTMLElement | null) => {
        this.item = item;
      },
    });
  }
}

/**
 * A part of a long page. What the server rendered is taken over in its turn, and what all parts go by (the time, the zone, that
 * the page is live) comes to it in its turn, so that neither is one long task. Paper doesn't wait, nor does whoever touches it.
 */
export const Unhurried = (props: UnhurriedProps) => <Part {...props} ui={useUi()} />;
