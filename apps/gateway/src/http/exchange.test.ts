import { describe, expect, test } from "vitest";
import { toSignedPath } from "./exchange.ts";
import { findOperationName, isApiPath } from "./routes.ts";

describe("the path of a request", () => {
  test.each([
    ["/v1/payments/cancel", "/v1/payments/cancel"],
    ["https://gateway.example/ams/api/v1/payments/cancel?a=1", "/ams/api/v1/payments/cancel?a=1"],
    ["HTTP://127.0.0.1:8080/v1/payments/cancel", "/v1/payments/cancel"],
    ["/ams/api//v1/payments/cancel", "/ams/api//v1/payments/cancel"],
  ])("%s is signed as %s", (target, path) => {
    expect(toSignedPath(target)).toBe(path);
  });

  test.each([
    ["/ams/api/v1/payments/createPaymentSession", "createPaymentSession"],
    ["/ams/sandbox/api/v1/payments/inquiryPayment", "inquiryPayment"],
    ["/v1/payments/cancel", "cancel"],
    ["/ams/api//v1/payments/retrievePaymentSession", "retrievePaymentSession"],
    ["/v1/payments/cancel?trace=1", "cancel"],
    ["/v1/payments/CANCEL", undefined],
    ["/v1/payments/cancel/", undefined],
    ["/v2/payments/cancel", undefined],
  ])("%s leads to %s", (path, operation) => {
    expect(findOperationName(path)).toBe(operation);
  });

  test.each([
    ["/ams/anything", true],
    ["//ams/api/v1/x", true],
    ["/v1/payments/unknown", true],
    ["/docs", false],
    ["/", false],
  ])("%s is answered in the API's own way: %s", (path, isApi) => {
    expect(isApiPath(path)).toBe(isApi);
  });
});
