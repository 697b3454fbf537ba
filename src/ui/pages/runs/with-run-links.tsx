import { Link } from '@tanstack/react-router'
import { shortId } from '../../format.ts'

const runId = /(run_[0-9a-z]{6,})/

/** Text in which the ids of runs lead to them. */
export function WithRunLinks({ text }: { text: string }) {
  return text.split(runId).map((part, at) =>
    at % 2 === 1 ? (
      <Link key={at} to="/runs/$id" params={{ id: part }}>
        {shortId(part)}
      </Link>
    ) : (
      part
    ),
  )
}

/** The same where links can't be: with the ids shortened. */
export function withShortIds(text: string): string {
  return text
    .split(runId)
    .map((part, at) => (at % 2 === 1 ? shortId(part) : part))
    .join('')
}
