import { shortId } from '../format.ts'
import { CopyButton } from './copy-button.tsx'

/** An id, short and copyable. */
export function Id({ value, bare = false }: { value: string; bare?: boolean }) {
  return (
    <span className="id-with-copy">
      <span className="id" title={value}>
        {shortId(value)}
      </span>
      {bare ? null : <CopyButton text={value} what={`id ${value}`} />}
    </span>
  )
}
