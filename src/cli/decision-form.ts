import type { Feature, Features } from '../features/index.ts'
import type { DecisionSite } from '../project/index.ts'
import type { FormField, WhatIfForm } from '../site/index.ts'
import type { Column } from '../table/index.ts'

/** One stored prediction of the page's model. */
export interface Said {
  readonly key: Readonly<Record<string, unknown>>
  readonly at: Date
  readonly probability: number
  readonly origin: string
  readonly features: Readonly<Record<string, string | number | null>>
}

/** The form that asks what would be otherwise, filled in as the newest thing is. */
export function decisionForm(site: DecisionSite, newest: Said): WhatIfForm {
  const { service } = site
  const { label, features } = service.model.view
  return {
    address: `/services/${service.name}/predict`,
    key: keyOf(newest),
    answer: label.column,
    fields: askable(features).flatMap(([name, feature]) =>
      toField(site, name, feature, newest.features[name] ?? null),
    ),
    pictures: { yes: site.picture({ isYes: true }), no: site.picture({ isYes: false }) },
    command: 'swell up',
  }
}

function keyOf({ key, at }: Said): WhatIfForm['key'] {
  const values = Object.entries(key).map(([name, value]) => [
    name,
    typeof value === 'number' ? value : String(value),
  ])
  return { ...Object.fromEntries(values), at: at.toISOString() } as WhatIfForm['key']
}

/** Of features that read one column, the first: setting it sets all. */
function askable(features: Features): readonly (readonly [string, Feature])[] {
  const columns = new Set<string>()
  return Object.entries(features).filter(([, feature]) => {
    if (feature.kind !== 'latest') return true
    const column = `${feature.group.name}.${feature.column}`
    return columns.has(column) ? false : columns.add(column)
  })
}

/** Only what is read from a group can be set; the rest follows. */
function toField(
  { labels, choices }: DecisionSite,
  name: string,
  feature: Feature,
  value: string | number | null,
): FormField[] {
  if (feature.kind !== 'latest' && feature.kind !== 'window') return []
  const column = feature.kind === 'latest' ? feature.group.columns[feature.column] : undefined
  const about = { name, label: labels[name] ?? name, value: value === null ? '' : String(value) }
  const known = choices[name] ?? sameNames(column?.oneOf)
  const isOptional = column?.optional ?? true
  if (known !== undefined) {
    const type = feature.type === 'text' ? 'text' : 'number'
    return [{ ...about, kind: 'choice', type, choices: toChoices(known, isOptional) }]
  }
  // A text that may be anything is no question for a form.
  if (feature.type === 'text') return []
  return [{ ...about, kind: 'number', ...boundsOf(column), isOptional }]
}

function sameNames(
  values: readonly string[] | undefined,
): Readonly<Record<string, string>> | undefined {
  return values && Object.fromEntries(values.map((value) => [value, value]))
}

function toChoices(known: Readonly<Record<string, string>>, isOptional: boolean) {
  const choices = Object.entries(known).map(([value, label]) => ({ value, label }))
  return isOptional ? [...choices, { value: '', label: 'not known' }] : choices
}

function boundsOf(column: Column | undefined) {
  const { min, max, type } = column ?? {}
  return {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    step: type === 'integer' ? (1 as const) : ('any' as const),
  }
}
