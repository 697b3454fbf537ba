import { projectErrors } from './errors.ts'

const word = /(?:[^\s'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")+/gs
const held = /\\(.)|'([^']*)'|"((?:[^"\\]|\\.)*)"/gs

/**
 * The words of a command as a shell would split them: by spaces, but for those in '…' or "…" or behind \. Nothing
 * else of a shell is done: no variables, no patterns, no pipes. Throws `project.commandNotSplit`.
 */
export function splitCommand(step: string, command: string): readonly [string, ...string[]] {
  const [program, ...rest] = (command.match(word) ?? []).map(unquote)
  const left = command.replaceAll(word, '').trim()
  if (left !== '') throw notSplit(step, command, `${left} is open at its end`)
  if (program === undefined || program === '') {
    throw notSplit(step, command, 'it names no program')
  }
  const sign = rest.find((each) => /^(?:[|<>;&]|\d?>)/.test(each))
  if (sign === undefined) return [program, ...rest]
  throw notSplit(step, command, `it is run without a shell, and has ${sign}`)
}

function unquote(text: string): string {
  const parts = (_: string, sign?: string, single?: string, double = '') =>
    sign ?? single ?? double.replaceAll(/\\(.)/gs, '$1')
  return text.replaceAll(held, parts)
}

function notSplit(step: string, command: string, problem: string): Error {
  return projectErrors.commandNotSplit({ step, command, problem })
}
