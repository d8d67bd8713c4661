import { type Example, examplesOf, notificationExamplesOf } from "./examples.ts";
import { type PublishedObjects, publishSchema } from "./openapi-schema.ts";
import {
  acknowledged,
  acknowledgementSchema,
  type NotificationKind,
  notifications,
  notificationScheduleText,
} from "./notifications/index.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations/index.ts";
import { gatewayResultCodes, type ResultCode, resultCodes } from "./result-codes.ts";
import { toSchemaNode } from "./schemas/schema-node.ts";

const description = [
  "Payment sessions as Antom's One-time Payments API speaks them.",
  "Every scalar is documented as a string. A JSON number or boolean is accepted wherever its text would be; types list " +
    "those literals where clients send them. Fields that a schema does not name are kept and ignored. " +
    "Members that are null or empty text count as absent.",
  "Every answer has HTTP status 200, a `result`, and a signature. The signature covers " +
    "`POST path\\nclient-id.time.body` with RSASSA-PKCS1-v1_5 and SHA-256, over the bytes of the body as sent.",
].join("\n\n");

/**
 * The API as an OpenAPI 3.1 document, made from the schemas that requests are checked with.
 * @param options `serverUrl` is where the gateway is reached, without a trailing slash.
 */
export function openApiDocument({ serverUrl }: { readonly serverUrl: string }): object {
  const objects: PublishedObjects = new Map();
  const paths = Object.fromEntries(
    Object.values(operations).map((operation) => [operation.path, { post: describeOperation(operation, objects) }]),
  );
  return {
    openapi: "3.1.0",
    info: {
      title: "OpenCashier",
      version: "0.1.0",
      description,
      license: { name: "Apache License 2.0", identifier: "Apache-2.0" },
    },
    servers: [
      { url: `${serverUrl}/ams/sandbox/api`, description: "Sandbox: client ids that begin with SANDBOX_" },
      { url: `${serverUrl}/ams/api`, description: "Live" },
      { url: serverUrl, description: "Paths as the reference prints them" },
    ],
    tags: [
      { name: "payments", description: "One-time payments" },
      { name: "notifications", description: "What the gateway sends to the merchant" },
    ],
    paths,
    webhooks: Object.fromEntries(
      Object.values(notifications).map((kind) => [kind.name, { post: describeNotification(kind, objects) }]),
    ),
    components: {
      schemas: Object.fromEntries(objects),
      parameters: headerParameters,
      headers: replyHeaders,
    },
  };
}

/** Of the headers, those that a notification has as well: by the gateway's key, over the merchant's own path. */
const signedHeaders = ["clientId", "requestTime", "signature"];

const textSchema = { type: "string" };

const requestHeader = (name: string, text: string, example: string) => ({
  name,
  in: "header",
  required: true,
  description: text,
  schema: textSchema,
  example,
});

const headerParameters = {
  clientId: requestHeader("client-id", "Id of the merchant's client.", "SANDBOX_5YKAT0000000000001"),
  requestTime: requestHeader(
    "request-time",
    "When the request was sent: ISO 8601 with an offset, or milliseconds since 1970. Signed exactly as written.",
    "2026-11-22T02:30:00+00:00",
  ),
  signature: requestHeader(
    "signature",
    "algorithm=RSA256,keyVersion=…,signature=… with the signature in base64, URL-encoded.",
    "algorithm=RSA256,keyVersion=1,signature=UO3eXO1e4SUD%2F3o6",
  ),
  agentToken: {
    name: "agent-token",
    in: "header",
    required: false,
    description: "Token of an agent that acts for the merchant.",
    schema: { ...textSchema, maxLength: 128 },
  },
};

const replyHeaders = {
  clientId: { description: "The request's client-id.", schema: textSchema },
  responseTime: { description: "When the reply was signed, ISO 8601 with an offset.", schema: textSchema },
  signature: { description: "Like the request's, by the gateway's key, over response-time.", schema: textSchema },
};

function describeNotification(kind: NotificationKind, objects: PublishedObjects): object {
  const examples = notificationExamplesOf(kind.name);
  return {
    operationId: kind.name,
    tags: ["notifications"],
    summary: kind.title,
    description: [
      kind.description,
      `Sent to ${kind.sentTo}, until it is acknowledged: ${notificationScheduleText}.`,
      `What \`result\` may say:\n\n${listCodes(kind.resultCodes)}`,
    ].join("\n\n"),
    parameters: signedHeaders.map((name) => ({ $ref: `#/components/parameters/${name}` })),
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: publishSchema(toSchemaNode(kind.schema), objects),
          examples: toExamples(examples, ({ body }) => body),
        },
      },
    },
    responses: {
      200: {
        description: "Received; need not be signed. Another status or body counts as not received.",
        content: {
          "application/json": {
            schema: publishSchema(toSchemaNode(acknowledgementSchema), objects),
            example: acknowledged,
          },
        },
      },
    },
    "x-result-codes": kind.resultCodes,
  };
}

function describeOperation(operation: Operation, objects: PublishedObjects): object {
  const examples = examplesOf(operation.name);
  return {
    operationId: operation.name,
    tags: ["payments"],
    summary: operation.title,
    description: operation.description,
    parameters: Object.keys(headerParameters).map((name) => ({ $ref: `#/components/parameters/${name}` })),
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: publishSchema(toSchemaNode(operation.requestSchema), objects),
          // A request that breaks the schema is no example of it; its reply is still shown.
          examples: toExamples(examples.filter(isLegal), ({ request }) => request),
        },
      },
    },
    responses: {
      200: {
        description: [
          "Every answer, by result code:",
          listCodes(operation.resultCodes),
          "Any operation may also answer:",
          listCodes(gatewayResultCodes),
        ].join("\n\n"),
        headers: {
          "client-id": { $ref: "#/components/headers/clientId" },
          "response-time": { $ref: "#/components/headers/responseTime" },
          signature: { $ref: "#/components/headers/signature" },
        },
        content: {
          "application/json": {
            schema: publishSchema(toSchemaNode(operation.replySchema), objects),
            examples: toExamples(examples, ({ reply }) => reply),
          },
        },
      },
    },
    "x-result-codes": operation.resultCodes,
    ...(operation.idempotencyField === undefined ? {} : { "x-idempotency-field": operation.idempotencyField }),
  };
}

const isLegal = ({ reply }: Example): boolean => reply.result.resultCode !== "PARAM_ILLEGAL";

type Told = Pick<Example, "name" | "title" | "description">;

const listCodes = (codes: readonly ResultCode[]): string =>
  codes.map((code) => `- \`${code}\` (${resultCodes[code].status}): ${resultCodes[code].message}`).join("\n");

function toExamples<Kind extends Told>(examples: readonly Kind[], choose: (example: Kind) => object): object {
  return Object.fromEntries(
    examples.map((example) => {
      const { name, title, description: text } = example;
      return [name, { summary: title, description: text, value: choose(example) }];
    }),
  );
}
