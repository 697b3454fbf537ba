import type { StepCondition, StepOutput } from './step.ts'

/** `when: when(judge.output, ({ better }) => better, 'a better version')`. */
export function when<Value>(
  output: StepOutput<Value>,
  holds: (value: Value) => boolean,
  words?: string,
): StepCondition {
  // The engine hands in the value of exactly this output.
  return Object.freeze({ output, holds: (value: unknown) => holds(value as Value), words })
}

/** A wire that gives null where a condition has kept the step from running: for what joins branches. */
export function optional<Value>(output: StepOutput<Value>): StepOutput<Value | null> {
  return Object.freeze({ ...output, isOptional: true })
}
