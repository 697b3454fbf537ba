export interface Choice {
  readonly value: string
  readonly title: string
}

export interface ChoicesProps {
  readonly label: string
  readonly choices: readonly Choice[]
  readonly value: string
  readonly onChange: (value: string) => void
}

/** One of a few, side by side; a list to pick from when they are many. */
export function Choices({ label, choices, value, onChange }: ChoicesProps) {
  if (choices.length > 6) {
    return (
      <label className="field inline">
        <span className="only-read-aloud">{label}</span>
        <select value={value} onChange={(event) => onChange(event.target.value)}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.title}
            </option>
          ))}
        </select>
      </label>
    )
  }
  return (
    <div className="choices" role="group" aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          onClick={() => onChange(choice.value)}
        >
          {choice.title}
        </button>
      ))}
    </div>
  )
}
