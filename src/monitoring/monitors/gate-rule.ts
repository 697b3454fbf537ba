import type { Gate } from '../../registry/index.ts'
import { makeRule, type Rule, type RuleOptions } from './rule.ts'

/** A gate of a model as a rule: asked of the rows whose outcome is known, as it was of the held-out ones. */
export function gateRule(gate: Gate, options: RuleOptions = {}): Rule {
  const series = `gate ${gate.name}`
  const rule = makeRule(
    { name: gate.name, series, limits: { atLeast: 1 }, looksBack: 0 },
    options,
    ({ value }) => ({
      bad: value < 1,
      found: value < 1 ? 'it does not hold' : 'it holds',
      wanted: 'that it holds',
    }),
  )
  return Object.freeze({ ...rule, judge: gate.judge })
}
