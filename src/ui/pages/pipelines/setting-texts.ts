import type { PipelineSettingReply } from '../../../api/index.ts'

type Setting = Pick<PipelineSettingReply, 'type' | 'min' | 'max' | 'oneOf'>

/** What is wrong with what was typed for a setting, in the words of the server; undefined if nothing is. */
export function problemOf({ type, min, max, oneOf }: Setting, text: string): string | undefined {
  if (oneOf !== undefined && !oneOf.map(String).includes(text)) {
    return `It has to be one of ${oneOf.join(', ')}.`
  }
  if (type === 'boolean' && text !== 'true' && text !== 'false')
    return 'It has to be true or false.'
  if (type !== 'number') return undefined
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) return 'It has to be a number.'
  if (min !== undefined && value < min) return `It has to be at least ${min}.`
  if (max !== undefined && value > max) return `It has to be at most ${max}.`
  return undefined
}

/** What was typed, as the setting's type has it. */
export function settingValueOf({ type }: Setting, text: string): string | number | boolean {
  if (type === 'number') return Number(text)
  return type === 'boolean' ? text === 'true' : text
}

/** The same on the command line. */
export function runCommandOf(
  pipeline: string,
  set: readonly (readonly [name: string, text: string])[],
  how: {
    readonly from?: string
    readonly until?: string
    readonly steps?: string
    readonly force?: boolean
    readonly profile?: boolean
  },
): string {
  const parts = [
    `swell run ${pipeline}`,
    ...set.map(([name, text]) => `--set ${quoted(`${name}=${text}`)}`),
    ...(how.from === undefined ? [] : [`--from ${how.from}`]),
    ...(how.until === undefined ? [] : [`--until ${how.until}`]),
    ...(how.steps === undefined ? [] : [`--steps ${how.steps}`]),
    ...(how.force === true ? ['--force'] : []),
    ...(how.profile === true ? ['--profile'] : []),
  ]
  return parts.join(' ')
}

function quoted(text: string): string {
  return /^[\w.=:/@,+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
