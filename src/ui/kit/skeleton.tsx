/** What stands there while an answer is under way. */
export function Skeleton({ lines = 3, height }: { lines?: number; height?: number }) {
  if (height !== undefined) {
    return <div className="skeleton block" role="status" aria-label="Loading" style={{ height }} />
  }
  return (
    <div className="skeleton" role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} style={{ width: `${92 - ((index * 29) % 50)}%` }} />
      ))}
    </div>
  )
}
