const kinds = [
  ['own', 'the project'],
  ['swell', 'Groundswell'],
  ['package', 'packages'],
  ['engine', 'Node and V8'],
] as const

const changes = [
  ['change-1', 'much less time'],
  ['change-3', 'a little less'],
  ['change-4', 'the same'],
  ['change-5', 'a little more'],
  ['change-7', 'much more time'],
] as const

/** What the colours of a flame graph say. */
export function FlameKey({ isDifference }: { isDifference: boolean }) {
  return (
    <ul className="flame-key">
      {(isDifference ? changes : kinds).map(([tone, words]) => (
        <li key={tone}>
          <svg width="12" height="12" className={`flame-box ${tone}`} aria-hidden="true">
            <rect width="12" height="12" rx="2" />
          </svg>
          {words}
        </li>
      ))}
    </ul>
  )
}
