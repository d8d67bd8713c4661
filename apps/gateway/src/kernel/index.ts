export * from "./assert.ts";
export * from "./card-details.ts";
export * from "./clock.ts";
export * from "./ids.ts";
export * from "./money.ts";
export * from "./outcome.ts";
export * from "./secret.ts";
export * from "./transitions.ts";
