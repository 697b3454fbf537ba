import { Link } from '@tanstack/react-router'
import { useAsk } from '../ask.ts'
import { Brand } from './brand.tsx'
import { ThemeSwitch } from './theme-switch.tsx'

const nouns = [
  ['/', 'Overview'],
  ['/data', 'Data'],
  ['/features', 'Features'],
  ['/pipelines', 'Pipelines'],
  ['/runs', 'Runs'],
  ['/models', 'Models'],
  ['/services', 'Services'],
  ['/monitors', 'Monitors'],
] as const

export function Rail({ open, onSearch }: { open: boolean; onSearch: () => void }) {
  const health = useAsk('getHealth', undefined, { everyMs: 60_000 })
  return (
    <div className={open ? 'rail open' : 'rail'} id="rail">
      <Brand />
      <p className="brand-project">{health.data === undefined ? '\u00a0' : health.data.project}</p>
      <button type="button" className="search-button" onClick={onSearch}>
        Search <kbd>/</kbd>
      </button>
      <nav aria-label="Main">
        <ul className="rail-nouns">
          {nouns.map(([to, name]) => (
            <li key={to}>
              <Link
                to={to}
                activeOptions={{ exact: to === '/', includeSearch: false }}
                activeProps={{ className: 'within' }}
              >
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="rail-foot">
        <ThemeSwitch />
        <a href="/docs">HTTP interface</a>
        <p>{health.isError ? health.error.title : `Version ${health.data?.version ?? '…'}`}</p>
      </div>
    </div>
  )
}
