import { Link } from '@tanstack/react-router'
import type { FeatureDetailReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { Command } from '../../kit/command.tsx'
import { Facts } from '../../kit/facts.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { usePageSearch } from '../../page-search.ts'
import { Readers } from './readers.tsx'
import { Tags } from './tags.tsx'

/** The feature that the address names: what it means, how it is computed, who uses it. */
export function FeaturePanel({ view }: { view: string }) {
  const [search] = usePageSearch()
  const feature = search['feature']
  return feature === undefined ? null : <Asked view={view} feature={feature} />
}

function Asked({ view, feature }: { view: string; feature: string }) {
  const params = { name: view, feature }
  const detail = useAsk('getFeature', { params }, { everyMs: 0 })
  return (
    <Loaded query={detail} height={160}>
      {(reply) => <Detail feature={reply} />}
    </Loaded>
  )
}

function Detail({ feature }: { feature: FeatureDetailReply }) {
  const { name, description, how, columns, type, unit, tags = [], usedBy, sql, code } = feature
  return (
    <section className="feature-panel" aria-label={`Feature ${name}`}>
      <h3 className="table-title">
        <code>{name}</code> <Tags tags={tags} />
      </h3>
      {description === undefined ? null : <p>{description}.</p>}
      <Facts
        facts={[
          ['How', how],
          ['Type', unit === undefined ? type : `${type}, in ${unit}`],
          ['Made of', <ColumnLinks key="columns" columns={columns} />],
          ['Used by', <Readers key="readers" readers={usedBy} />],
        ]}
      />
      {code === null ? null : (
        <details className="fold">
          <summary>Its function</summary>
          <Command text={code} what="the function" />
        </details>
      )}
      {sql === null ? null : (
        <details className="fold">
          <summary>Its SQL</summary>
          <Command text={sql} what="the SQL" />
        </details>
      )}
    </section>
  )
}

function ColumnLinks({ columns }: { columns: readonly string[] }) {
  return (
    <span className="readers">
      {columns.map((column) => {
        const [name = '', own = ''] = column.split('.')
        return (
          <Link
            key={column}
            to="/features/groups/$name"
            params={{ name }}
            search={{ column: own } as never}
          >
            <code>{column}</code>
          </Link>
        )
      })}
    </span>
  )
}
