import type { Random } from '../../base/index.ts'
import { generatorErrors } from './errors.ts'
import type { Maker } from './maker.ts'

type Grammar = Readonly<Record<string, readonly string[]>>

/** So deep may rules stand in each other: what does not end by then does not end. */
const deepest = 50

/**
 * Texts of a small grammar, from its rule `text` on; `{name}` stands for one of a rule's texts:
 * `phrase({ text: ['{size} waves at {place}'], size: ['small', 'huge'], place: ['Inch'] })`.
 */
export function phrase(grammar: Grammar & { readonly text: readonly string[] }): Maker<string> {
  for (const [rule, texts] of Object.entries(grammar)) checkRule(grammar, rule, texts)
  return (_row, { random }) => expand(grammar, 'text', random, deepest)
}

const references = /\{(\w+)\}/g

function checkRule(grammar: Grammar, rule: string, texts: readonly string[]): void {
  if (texts.length === 0) refuse(`the rule ${rule}`, '[]', 'a list of at least one text')
  for (const [reference, name = ''] of texts.join(' ').matchAll(references)) {
    if (Object.hasOwn(grammar, name)) continue
    refuse(`the rule ${rule}`, reference, `made of ${Object.keys(grammar).join(', ')}`)
  }
}

function expand(grammar: Grammar, rule: string, random: Random, depth: number): string {
  if (depth === 0) refuse(`the rule ${rule}`, 'without end', 'one that ends')
  const text = random.pick(grammar[rule] ?? [])
  return text.replaceAll(references, (_, name: string) => expand(grammar, name, random, depth - 1))
}

function refuse(setting: string, found: string, wanted: string): never {
  throw generatorErrors.generatorSettingWrong({ owner: 'phrase', setting, found, wanted })
}
