export interface SparklineProps {
  /** Null where there is a gap. */
  readonly values: readonly (number | null)[]
  readonly width?: number
  readonly height?: number
}

/** A series as a line the height of a text; the number beside it tells where it ended. */
export function Sparkline({ values, width = 56, height = 18 }: SparklineProps) {
  const numbers = values.filter((value) => value !== null)
  if (numbers.length < 2) return <span className="sparkline" style={{ width }} />
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  const x = (at: number) => (1 + (at / (values.length - 1)) * (width - 4)).toFixed(1)
  const y = (value: number) =>
    (height - 2 - ((value - low) / (high - low || 1)) * (height - 4)).toFixed(1)
  const path = values
    .map((value, at) => {
      if (value === null) return ''
      const isFirst = (values[at - 1] ?? null) === null
      return `${isFirst ? 'M' : 'L'}${x(at)} ${y(value)}`
    })
    .join('')
  const end = numbers.at(-1) ?? 0
  return (
    <svg className="sparkline" width={width} height={height} aria-hidden="true">
      <path d={path} />
      <circle cx={x(values.length - 1)} cy={y(end)} r="1.6" />
    </svg>
  )
}
