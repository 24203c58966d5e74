import type { VNode } from "preact";
import type { IconName } from "#client/view/icon.tsx";

const paths = {
  ask: (
    <path d="M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM6.3 6.4a1.7 1.7 0 1 1 2.5 1.5c-.6.3-.8.6-.8 1.2M8 11.2v.1" />
  ),
  check: <path d="M3 8.5 6.5 12 13 4.5" />,
  clock: <path d="M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 4.5V8l2.5 1.5" />,
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  dots: <path d="M3.5 8h.1M8 8h.1M12.5 8h.1" stroke-width="2.4" />,
  edit: <path d="M10.5 3 13 5.5 5.5 13H3v-2.5z" />,
  hidden: <path d="M2 8s2.2-4 6-4 6 4 6 4-2.2 4-6 4-6-4-6-4zM3 13 13 3" />,
  link: (
    <path d="m6.5 9.5 3-3M7 4.5l1.2-1.2a2.8 2.8 0 0 1 4 4L11 8.5M9 11.5l-1.2 1.2a2.8 2.8 0 0 1-4-4L5 7.5" />
  ),
  lock: <path d="M3.5 7.5h9V14h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5" />,
  off: <path d="M2 6.4a8.6 8.6 0 0 1 12 0M4.4 9a5.2 5.2 0 0 1 7.2 0M8 12v.1M3 14 13 2.5" />,
  paper: <path d="M4 1.8h5l3 3v9.4H4zM9 1.8v3h3M6 8h4M6 10.8h4" />,
  pin: <path d="M8 10v4M5 2.5h6M6 2.5v4L4 10h8l-2-3.5v-4" />,
  reply: <path d="M6 4 2.5 7.5 6 11M2.5 7.5H10a3.5 3.5 0 0 1 3.5 3.5v1.5" />,
  seal: <path d="M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM5.2 8.2l2 2L10.9 6" />,
  signal: <path d="M2 6.4a8.6 8.6 0 0 1 12 0M4.4 9a5.2 5.2 0 0 1 7.2 0M8 12v.1" />,
  table: (
    <>
      <path d="M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6z" />
      <path
        d="M8 1.8h.01M13.4 4.9h.01M13.4 11.1h.01M8 14.2h.01M2.6 11.1h.01M2.6 4.9h.01"
        stroke-width="2.6"
      />
    </>
  ),
  undo: <path d="M5.5 3 2.5 6l3 3M2.5 6H10a3.5 3.5 0 0 1 0 7H6" />,
  up: <path d="M8 13V3M3.5 7.5 8 3l4.5 4.5" />,
  user: <path d="M8 3a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM3 13.5a5 5 0 0 1 10 0" />,
  warn: <path d="M8 2.5 14.2 13.5H1.8zM8 6.5v3M8 11.5v.1" />,
} satisfies Record<IconName, VNode>;

/** All pictures of the page, once, beside what a browser takes over; `Icon` points here. */
export function IconSheet() {
  return (
    <svg width="0" height="0" aria-hidden="true" focusable="false" class="sr">
      {Object.entries(paths).map(([name, path]) => (
        <symbol key={name} id={`i-${name}`} viewBox="0 0 16 16">
          {path}
        </symbol>
      ))}
    </svg>
  );
}
