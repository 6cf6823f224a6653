import { TrentProblem } from "../../../openapi/dialect/problems";

/** What the control interface cannot do. Over HTTP it becomes `{"error": report}` with the status. */
export class ControlError extends TrentProblem {
  constructor(
    sentence: string,
    readonly status: 400 | 404 = 400,
    code: "TRENT_E_CONTROL" | "TRENT_E_NO_STATE" = "TRENT_E_CONTROL",
  ) {
    super(code, sentence);
  }
}
