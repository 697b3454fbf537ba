import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { CatalogFeatureReply, ReadersReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { plural } from '../../format.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { Section } from '../../kit/section.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'
import { usePageSearch } from '../../page-search.ts'
import { findFeatures } from './find-features.ts'
import { Readers } from './readers.tsx'
import { Tags } from './tags.tsx'

/** All features of all views and columns of all groups, found by what is said of them. */
export function FeatureSearch() {
  const [search, setSearch] = usePageSearch()
  const text = search['q'] ?? ''
  const catalog = useAsk('listFeatures', undefined, { everyMs: 0 })
  return (
    <Section title="Find a feature">
      <input
        className="feature-search"
        type="search"
        aria-label="Find a feature"
        placeholder="Name, meaning, unit, tag, group …"
        value={text}
        onChange={(event) => setSearch({ q: event.target.value })}
      />
      <Loaded query={catalog} height={32}>
        {({ features }) =>
          text.trim() === '' ? (
            <p className="soft small">{sizeOf(features)}</p>
          ) : (
            <Found features={features} text={text} />
          )
        }
      </Loaded>
    </Section>
  )
}

function sizeOf(features: readonly CatalogFeatureReply[]): string {
  const own = features.filter(({ kind }) => kind === 'feature')
  const columns = features.length - own.length
  return `${plural(own.length, 'feature')} of views and ${plural(columns, 'column')} of groups.`
}

/** Nobody reads more than this instead of writing another word. */
const mostShown = 100

function Found({ features, text }: { features: readonly CatalogFeatureReply[]; text: string }) {
  const found = useMemo(() => findFeatures(features, text), [features, text])
  if (found.length === 0) {
    return (
      <p className="soft" role="status">
        Nothing is called or described like “{text}”.
      </p>
    )
  }
  return (
    <>
      <p className={found.length > mostShown ? 'soft small' : 'only-read-aloud'} role="status">
        {plural(found.length, 'feature')} found
        {found.length > mostShown ? `, the first ${mostShown} shown. More words find fewer.` : ''}
      </p>
      <Table
        id="found"
        title="Features found"
        columns={foundColumns}
        rows={found.slice(0, mostShown)}
        rowKey={(feature) => `${feature.kind} ${feature.in} ${feature.name}`}
      />
    </>
  )
}

const foundColumns: readonly TableColumn<CatalogFeatureReply>[] = [
  {
    name: 'name',
    title: 'Feature',
    value: ({ name }) => name,
    show: (feature) => (
      <>
        <FeatureLink feature={feature} />
        <br />
        <span className="soft small">{placeOf(feature)}</span>
      </>
    ),
  },
  {
    name: 'description',
    title: 'What it is',
    value: aboutFeature,
    show: (feature) => (
      <>
        {aboutFeature(feature)} <Tags tags={feature.tags ?? []} />
      </>
    ),
    long: true,
  },
  { name: 'unit', title: 'Unit', value: ({ unit }) => unit ?? '' },
  { name: 'type', title: 'Type', value: ({ type }) => type, minor: true },
  {
    name: 'usedBy',
    title: 'Used by',
    value: ({ usedBy }) => readersText(usedBy),
    show: ({ usedBy }) => <Readers readers={usedBy} />,
    long: true,
  },
]

function aboutFeature({ description, how }: CatalogFeatureReply): string {
  return [description, how].filter((part) => typeof part === 'string').join(' · ')
}

function placeOf({ kind, in: place }: CatalogFeatureReply): string {
  return `${kind === 'feature' ? 'view' : 'group'} ${place}`
}

function FeatureLink({ feature: { kind, in: name, name: own } }: { feature: CatalogFeatureReply }) {
  return kind === 'feature' ? (
    <Link to="/features/views/$name" params={{ name }} search={{ feature: own } as never}>
      <code>{own}</code>
    </Link>
  ) : (
    <Link to="/features/groups/$name" params={{ name }} search={{ column: own } as never}>
      <code>{own}</code>
    </Link>
  )
}

function readersText({ groups, views, models, services }: ReadersReply): string {
  return [...groups, ...views, ...models, ...services].join(', ')
}
