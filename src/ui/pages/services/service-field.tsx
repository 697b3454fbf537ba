import type { FieldRangeReply, ServiceFieldReply } from '../../../api/index.ts'
import { formatNumber } from '../../format.ts'

export interface ServiceFieldProps {
  readonly field: ServiceFieldReply
  /** What the training rows held, if the model reads it. */
  readonly range: FieldRangeReply | undefined
  readonly value: string
  readonly onChange: (value: string) => void
}

/** One field of a request row, as its type and the training data ask for. */
export function ServiceField({ field, range, value, onChange }: ServiceFieldProps) {
  const id = `field-${field.name}`
  const choices = field.choices ?? range?.values ?? []
  return (
    <div className="field">
      <label htmlFor={id}>
        <strong>{field.name}</strong>
        <span className="soft">
          {field.unit === undefined ? '' : ` in ${field.unit}`}
          {field.type === 'timestamp' ? ' in UTC' : ''}
          {field.description === undefined ? '' : `: ${field.description}`}
        </span>
      </label>
      {choices.length > 0 ? (
        <Choice id={id} field={field} choices={choices} value={value} onChange={onChange} />
      ) : isSlid(field, range) ? (
        <SlidNumber id={id} field={field} range={range} value={value} onChange={onChange} />
      ) : (
        <input
          id={id}
          value={value}
          required={field.required}
          type={inputTypeOf(field)}
          {...(field.type === 'float' ? { step: 'any' } : {})}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </div>
  )
}

interface Ranged extends FieldRangeReply {
  readonly low: number
  readonly high: number
}

function isSlid({ type }: ServiceFieldReply, range: FieldRangeReply | undefined): range is Ranged {
  const { low, high } = range ?? {}
  return (
    (type === 'float' || type === 'integer') &&
    low !== undefined &&
    high !== undefined &&
    low < high
  )
}

interface InputProps extends Omit<ServiceFieldProps, 'range'> {
  readonly id: string
}

function Choice({
  id,
  field,
  choices,
  value,
  onChange,
}: InputProps & { choices: readonly string[] }) {
  const isStrange = value !== '' && !choices.includes(value)
  return (
    <select
      id={id}
      value={value}
      required={field.required}
      onChange={(event) => onChange(event.target.value)}
    >
      {field.required ? null : <option value="">as it is known</option>}
      {isStrange ? <option>{value}</option> : null}
      {choices.map((choice) => (
        <option key={choice}>{choice}</option>
      ))}
    </select>
  )
}

/** A slider over what the training rows held, and the number itself, which may lie beyond. */
function SlidNumber({ id, field, range, value, onChange }: InputProps & { range: Ranged }) {
  const { low, high, typical = (low + high) / 2 } = range
  const step = field.type === 'integer' ? 1 : niceStep((high - low) / 200)
  return (
    <div className="slid">
      <input
        type="range"
        aria-label={`${field.name}, from ${formatNumber(low)} to ${formatNumber(high)}`}
        className={value === '' ? 'unset' : undefined}
        min={low}
        max={high}
        step={step}
        value={value === '' ? typical : value}
        onChange={(event) => onChange(event.target.value)}
      />
      <input
        id={id}
        type="number"
        step="any"
        required={field.required}
        placeholder={field.required ? undefined : 'as known'}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <span className="soft slid-range">
        {formatNumber(low)} – {formatNumber(high)} in training, half below {formatNumber(typical)}
      </span>
    </div>
  )
}

/** 1, 2 or 5 of a power of ten. */
function niceStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step))
  const lead = step / power
  const nice = lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10
  return Number((nice * power).toPrecision(3))
}

function inputTypeOf(field: ServiceFieldReply): string {
  switch (field.type) {
    case 'timestamp':
      return 'datetime-local'
    case 'float':
    case 'integer':
      return 'number'
    case 'text':
    case 'boolean':
      return 'text'
  }
}
