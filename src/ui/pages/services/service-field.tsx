import type { ServiceFieldReply } from '../../../api/index.ts'

export interface ServiceFieldProps {
  readonly field: ServiceFieldReply
  readonly value: string
  readonly onChange: (value: string) => void
}

/** One field of a request row, as its type asks for. */
export function ServiceField({ field, value, onChange }: ServiceFieldProps) {
  const id = `field-${field.name}`
  const shared = { id, value, required: field.required }
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
      {field.choices !== undefined && field.choices.length > 0 ? (
        <select {...shared} onChange={(event) => onChange(event.target.value)}>
          {field.choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          type={inputTypeOf(field)}
          {...(field.type === 'float' ? { step: 'any' } : {})}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </div>
  )
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
