import { choice, object, text } from "./field.ts";

export const resultSchema = object("Result", "The outcome of the call. S and F are final; U is not known yet.", {
  resultCode: text("What happened; see the result codes.", { max: 64 }),
  resultStatus: choice(["S", "F", "U"], "S: succeeded. F: refused. U: not known yet."),
  resultMessage: text("The same in words.", { max: 256 }),
});
