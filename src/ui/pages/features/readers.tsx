import { Link } from '@tanstack/react-router'
import type { ReadersReply } from '../../../api/index.ts'

/** Who reads something, each with its noun and as a link. */
export function Readers({
  readers: { groups, views, models, services },
}: {
  readers: ReadersReply
}) {
  const links = [
    ...groups.map((name) => ({ noun: 'group', name, to: '/features/groups/$name' as const })),
    ...views.map((name) => ({ noun: 'view', name, to: '/features/views/$name' as const })),
    ...models.map((name) => ({ noun: 'model', name, to: '/models/$name' as const })),
    ...services.map((name) => ({ noun: 'service', name, to: '/services/$name' as const })),
  ]
  if (links.length === 0) return <span className="soft">nothing yet</span>
  return (
    <span className="readers">
      {links.map(({ noun, name, to }) => (
        <span key={`${noun} ${name}`} className="nowrap">
          <span className="soft small">{noun}</span>{' '}
          <Link to={to} params={{ name }}>
            {name}
          </Link>
        </span>
      ))}
    </span>
  )
}
