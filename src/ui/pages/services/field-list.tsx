import type {
  FieldRangeReply,
  ServiceFieldReply,
  ServiceFormReply,
  ServiceReply,
} from '../../../api/index.ts'
import { plural } from '../../format.ts'
import type { FieldTexts } from './request-row.ts'
import { ServiceField } from './service-field.tsx'

/** More fields than that are folded away, but for those that matter most. */
const mostShown = 14

/** The fields of a row: what it is about first, then features, the most important first. */
export function FieldList({
  service,
  form,
  texts,
  onChange,
}: {
  service: ServiceReply
  form: ServiceFormReply
  texts: FieldTexts
  onChange: (changed: FieldTexts) => void
}) {
  const ranges = new Map(form.ranges.map((range) => [range.name, range]))
  const pixels = new Set(form.image?.fields ?? [])
  const named = service.fields.filter(({ name }) => !pixels.has(name))
  const fields = sorted(named, ranges)
  const show = (field: ServiceFieldReply) => (
    <ServiceField
      key={field.name}
      field={field}
      range={ranges.get(field.name)}
      value={texts[field.name] ?? ''}
      onChange={(value) => onChange({ [field.name]: value })}
    />
  )
  // Where an image is asked with, all else may be left as it is.
  const shownCount = form.image === null ? mostShown : 0
  const rest = [
    ...fields.slice(shownCount),
    ...service.fields.filter(({ name }) => pixels.has(name)),
  ]
  return (
    <>
      {fields.slice(0, shownCount).map(show)}
      {rest.length === 0 ? null : (
        <details className="more-fields">
          <summary>
            {form.image === null
              ? plural(rest.length, 'more field')
              : 'Ask with the pixels themselves'}
          </summary>
          <div className="form">{rest.map(show)}</div>
        </details>
      )}
    </>
  )
}

/** What a model has no range of is the key, or the moment: that comes first, in its order. */
function sorted(
  fields: readonly ServiceFieldReply[],
  ranges: ReadonlyMap<string, FieldRangeReply>,
): ServiceFieldReply[] {
  const weight = ({ name }: ServiceFieldReply) => ranges.get(name)?.importance ?? Infinity
  return fields.toSorted((one, other) => {
    const [a, b] = [weight(one), weight(other)]
    return a === b ? 0 : b - a
  })
}
