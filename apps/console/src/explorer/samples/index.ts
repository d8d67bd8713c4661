import { curlSample } from "./curl.ts";
import { dotnetSample } from "./dotnet.ts";
import { goSample } from "./go.ts";
import { javaSample } from "./java.ts";
import { nodeSample } from "./node.ts";
import { phpSample } from "./php.ts";
import { pythonSample } from "./python.ts";
import type { Sample } from "./sample.ts";

export type { Sample, SampleRequest } from "./sample.ts";

/** In the order they are offered. */
export const samples = {
  java: javaSample,
  node: nodeSample,
  python: pythonSample,
  php: phpSample,
  go: goSample,
  dotnet: dotnetSample,
  curl: curlSample,
} as const satisfies Readonly<Record<string, Sample>>;

export type SampleLanguage = keyof typeof samples;
