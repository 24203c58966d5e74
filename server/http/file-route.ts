import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Request, RequestHandler, Response } from "express";
import { piecesOf } from "#server/domain/files/pieces.ts";
import type { FileId } from "#shared/ids.ts";
import type { FileType } from "#shared/model.ts";
import { type ApiOptions, noSuchMethod, refuse, run, type Served } from "./api-routes.ts";
import { sentQuery } from "./read-request.ts";

export interface FileOptions extends ApiOptions {
  /** The piece of a file that begins there; null behind the last one. */
  piece(id: FileId, from: number): Promise<Uint8Array | null>;
  /** Makes the response a page, for whoever follows a link to a file that isn't there for them any more. */
  asPage(response: Response): void;
}

/** Below it files are handed out, each at `/files/DISCUSSION/FILE/NAME`, and nothing else is. */
export const filesPath = "/files";

const types: Record<FileType, string> = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  odt: "application/vnd.oasis.opendocument.text",
};

const name = "file:read";

/** What the address and the token ask for is the command's to grant; the name at its end is for people alone. */
const served: Served<typeof name> = {
  name,
  read: (request: Request) => {
    const { discussionId, fileId } = request.params;
    return { discussionId, fileId, postId: sentQuery(request).get("post") };
  },
};

/** A file to be kept, never to be shown by the browser in the name of this site. */
export function fileRoute(options: FileOptions): RequestHandler {
  return async (request, response, next) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.set("Allow", "GET, HEAD");
      return refuse(response, noSuchMethod, 405);
    }
    const result = await run(served, request, response, options);
    if (!result.ok) {
      if (request.accepts(["json", "html"]) !== "html") return refuse(response, result.failure);
      options.asPage(response);
      return next();
    }
    const { file } = result.value;
    response.attachment(file.name);
    response.set({
      "Content-Type": types[file.type],
      "Content-Length": String(file.size),
      "X-Robots-Tag": "noindex",
    });
    if (request.method === "HEAD") return void response.end();
    await pipeline(Readable.from(piecesOf(options, file)), response).catch((error: unknown) => {
      // Whoever goes away while it is on its way is no fault.
      if (!response.closed) options.log.error("a file couldn't be handed out", error);
      response.destroy();
    });
  };
}
