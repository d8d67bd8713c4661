/**
 * As much HTTP/1.1 reading as proves a reply: it is whole, its status is 200, its text is there. Replies arrive one at a
 * time on a connection (no pipelining), as latin-1 text, whose characters are the bytes that content-length counts.
 */

/** Whether everything of a reply, or of a request with a body, has arrived: as many bytes as it announced, or its last chunk. */
export function isWholeMessage(message: string): boolean {
  const headEnd = message.indexOf("\r\n\r\n");
  if (headEnd < 0) return false;
  const head = message.slice(0, headEnd);
  const [, length] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? [];
  return length === undefined ? message.endsWith("\r\n0\r\n\r\n") : message.length >= headEnd + 4 + Number(length);
}

export const isExpectedReply = (reply: string, expected: string): boolean =>
  reply.startsWith("HTTP/1.1 200 ") && reply.includes(expected);
