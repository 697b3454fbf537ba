import type { PipelineSettingReply } from '../../../api/index.ts'
import { problemOf } from './setting-texts.ts'

export interface SettingFieldProps {
  readonly setting: PipelineSettingReply
  readonly text: string
  readonly onChange: (text: string) => void
}

/** One setting of a run, as its declaration asks for. */
export function SettingField({ setting, text, onChange }: SettingFieldProps) {
  const { name, description, type, min, max, oneOf, value } = setting
  const id = `setting-${name}`
  const problem = problemOf(setting, text)
  const isChanged = text !== String(value)
  const choices = oneOf?.map(String) ?? (type === 'boolean' ? ['true', 'false'] : undefined)
  const shared = {
    id,
    value: text,
    'aria-invalid': problem !== undefined,
    'aria-describedby': `${id}-about`,
  }
  return (
    <div className="field setting-field">
      <label htmlFor={id}>
        <strong>{name}</strong>
        {description === undefined ? null : <span className="soft"> {description}</span>}
      </label>
      {choices === undefined ? (
        <input
          {...shared}
          type="text"
          inputMode={type === 'number' ? 'decimal' : undefined}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <select {...shared} onChange={(event) => onChange(event.target.value)}>
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      )}
      <p id={`${id}-about`} className="small soft">
        {problem === undefined ? (
          <>
            {limitsText(min, max)}
            {isChanged ? `in force: ${value}` : 'as in force'}
          </>
        ) : (
          <span className="field-problem">{problem}</span>
        )}
      </p>
    </div>
  )
}

function limitsText(min: number | undefined, max: number | undefined): string {
  if (min !== undefined && max !== undefined) return `${min} to ${max} · `
  if (min !== undefined) return `at least ${min} · `
  return max === undefined ? '' : `at most ${max} · `
}
