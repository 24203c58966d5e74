import type { Server } from "node:http";
import type { Response } from "express";
import { cspReportsPath } from "./csp-reports.ts";

/**
 * What a response is for, which decides its headers. `app`: pages with everything. `embed`: read-only, framed by others.
 * `api`: answers for programs. `asset`: files that anybody may load. `file`: what somebody brought, which nothing may run.
 */
export type Surface = "app" | "embed" | "api" | "asset" | "file";

interface Circumstances {
  publicUrl: string;
  /** For `embed`: who may frame it besides ourselves. */
  frameAncestors?: readonly string[];
}

const unneeded = [
  ...["accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"],
  ...["encrypted-media", "fullscreen", "geolocation", "gyroscope", "hid", "idle-detection"],
  ...["magnetometer", "microphone", "midi", "payment", "picture-in-picture"],
  ...["publickey-credentials-get", "screen-wake-lock", "serial", "usb"],
  "xr-spatial-tracking",
];
const permissions = unneeded.map((feature) => `${feature}=()`).join(", ");

/** All headers that guard a response of this surface. A name in no list must be absent: see `setSurface`. */
export function headersFor(surface: Surface, about: Circumstances): Record<string, string> {
  const secure = about.publicUrl.startsWith("https:");
  return {
    "Content-Security-Policy": policyFor(surface, about),
    "X-Content-Type-Options": "nosniff",
    "X-DNS-Prefetch-Control": "off",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Permissions-Policy": permissions,
    ...(secure ? { "Strict-Transport-Security": "max-age=31536000" } : {}),
    ...(secure && isPage(surface) ? { "Reporting-Endpoints": `csp="${cspReportsPath}"` } : {}),
    ...own[surface],
  };
}

const isPage = (surface: Surface) => surface === "app" || surface === "embed";
const page = {
  "Cache-Control": "private, no-store",
  "Referrer-Policy": "strict-origin-when-cross-origin",
};
const own: Record<Surface, Record<string, string>> = {
  app: {
    ...page,
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
  },
  // X-Frame-Options can't name origins, and where it is present some browsers obey it too: only frame-ancestors here.
  embed: { ...page, "Cross-Origin-Resource-Policy": "cross-origin" },
  api: {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
  },
  file: {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Download-Options": "noopen",
  },
  asset: {
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
  },
};
const everyName = new Set([
  ...Object.values(own).flatMap(Object.keys),
  "Strict-Transport-Security",
  "Reporting-Endpoints",
]);

function policyFor(surface: Surface, { publicUrl, frameAncestors = [] }: Circumstances): string {
  if (!isPage(surface))
    return `default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'${surface === "file" ? "; sandbox" : ""}`;
  const framing =
    surface === "app" ? "'none'" : ["'self'", ...frameAncestors.filter(isOrigin)].join(" ");
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    // Not every browser counts the WebSocket of one's own host as 'self'. An embed opens none.
    `connect-src 'self'${surface === "app" ? ` ${publicUrl.replace(/^http/, "ws")}` : ""}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-src 'none'",
    "object-src 'none'",
    `frame-ancestors ${framing}`,
    "require-trusted-types-for 'script'",
    // The editor's library makes a policy of its own for what is pasted, which it reads apart from the page.
    `trusted-types app${surface === "app" ? " ProseMirrorClipboard" : ""}`,
    // Chromium prefers report-to, but then sends nothing from a page on plain http: tried with version 156.
    `report-uri ${cspReportsPath}`,
    ...(publicUrl.startsWith("https:") ? ["report-to csp"] : []),
  ].join("; ");
}

/** An origin was checked when it was stored; here it must also be unable to add to the policy. */
const isOrigin = (origin: string) => /^https?:\/\/[a-z0-9.[\]:-]+$/i.test(origin);

/** Gives a response the headers of a surface, and takes away those another surface may have given it. */
export function setSurface(response: Response, surface: Surface, about: Circumstances): void {
  for (const name of everyName) response.removeHeader(name);
  response.set(headersFor(surface, about));
}

/**
 * Gives the headers of a program's answer to all that is answered below a path by somebody else than the web. To be called
 * when everybody listens already: it goes before them.
 */
export function guardPath(http: Server, path: string, about: Circumstances): void {
  const headers = Object.entries(headersFor("api", about));
  http.prependListener("request", (request, response) => {
    if (!request.url?.startsWith(path)) return;
    for (const [name, value] of headers) response.setHeader(name, value);
  });
}
