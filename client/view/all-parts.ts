import { HostPanel } from "./host-panel.tsx";
import { LockButton } from "./lock-button.tsx";
import type { Parts } from "./parts.ts";
import { PostActions, ReplyButton } from "./post-actions.tsx";
import { Barred, Write } from "./write.tsx";

export const allParts: Parts = { PostActions, ReplyButton, Write, Barred, LockButton, HostPanel };
