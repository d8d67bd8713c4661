import { gzipSync } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";

/** Bytes to serve as often as they are asked for. */
export type Zippable = {
  readonly contentType: string;
  readonly plain: Buffer;
  /** Compressed when somebody first takes it so, and kept. */
  readonly zipped: () => Buffer;
};

export function toZippable(contentType: string, plain: Buffer): Zippable {
  let zipped: Buffer | undefined;
  return { contentType, plain, zipped: () => (zipped ??= gzipSync(plain, { level: 9 })) };
}

type Sending = {
  readonly headers: Readonly<Record<string, string>>;
  /** Changes with the bytes; whoever has them already is sent none. Undefined for what is never asked about again. */
  readonly tag?: string;
};

/** Compressed for whoever takes gzip. */
export function sendZippable(
  request: FastifyRequest,
  reply: FastifyReply,
  { contentType, plain, zipped }: Zippable,
  { headers, tag }: Sending,
): FastifyReply {
  const isZipped = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
  reply.headers({ ...headers, "x-content-type-options": "nosniff", vary: "accept-encoding" });
  if (tag !== undefined) {
    const etag = `"${tag}${isZipped ? "-gzip" : ""}"`;
    reply.header("etag", etag);
    if (request.headers["if-none-match"]?.split(", ").includes(etag)) return reply.code(304).send();
  }
  if (isZipped) reply.header("content-encoding", "gzip");
  return reply.type(contentType).send(isZipped ? zipped() : plain);
}
