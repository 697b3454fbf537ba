import { projectErrors } from './errors.ts'

/**
 * The words of a command as a shell would split them: by spaces, but for those in '…' or "…" or behind \. Nothing
 * else of a shell is done: no variables, no patterns, no pipes. Throws `project.commandNotSplit`.
 */
export function splitCommand(step: string, command: string): readonly [string, ...string[]] {
  const words: string[] = []
  let word: string | undefined
  let quote: string | undefined
  for (let at = 0; at < command.length; at += 1) {
    const sign = command[at] ?? ''
    if (quote !== undefined && sign === quote) quote = undefined
    else if (sign === '\\' && quote !== "'" && at + 1 < command.length) {
      at += 1
      word = (word ?? '') + (command[at] ?? '')
    } else if (quote !== undefined) word = (word ?? '') + sign
    else if (sign === "'" || sign === '"') {
      quote = sign
      word ??= ''
    } else if (/\s/.test(sign)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + sign
  }
  if (word !== undefined) words.push(word)
  const [program, ...rest] = words
  if (quote !== undefined) throw notSplit(step, command, `a ${quote} is open at its end`)
  if (program === undefined || program === '') throw notSplit(step, command, 'it names no program')
  const sign = words.find((each) => /^(?:[|<>;&]|\d?>)/.test(each))
  if (sign !== undefined)
    throw notSplit(step, command, `it is run without a shell, and has ${sign}`)
  return [program, ...rest]
}

function notSplit(step: string, command: string, problem: string): Error {
  return projectErrors.commandNotSplit({ step, command, problem })
}
