import type { InputColumn } from '../../learn/index.ts'
import type { ImageRow } from '../../serving/index.ts'
import type { DescribedColumn, Pixels } from '../drift/descriptors/described-column.ts'
import type { Monitor } from './monitor.ts'

/** What is to be taken for more than a number or a category. */
export type Kinds = Pick<Monitor, 'texts' | 'images' | 'embeddings'>

/** Columns of rows as they are compared: as they are, or by what describes them. */
export interface WatchedColumns {
  readonly plain: readonly InputColumn[]
  readonly described: readonly DescribedColumn[]
}

/** Puts texts, images and embeddings together out of their columns. */
export function watchedColumns(kinds: Kinds, columns: readonly InputColumn[]): WatchedColumns {
  const { texts, images, embeddings } = kinds
  const inside = new Set(partsOf(kinds))
  const known = new Map(columns.map((column) => [column.name, column]))
  const numbers = (fields: readonly string[]) => {
    const found = fields.flatMap((field) => {
      const column = known.get(field)
      return column?.kind === 'number' ? [column.values] : []
    })
    return found.length === fields.length ? found : undefined
  }
  const described: DescribedColumn[] = texts.flatMap((name) => {
    const column = known.get(name)
    return column?.kind === 'category' ? [{ ...column, kind: 'text' as const }] : []
  })
  for (const [name, image] of Object.entries(images)) {
    const pixels = numbers(image.fields)
    if (pixels !== undefined)
      described.push({ name, kind: 'image', values: toImages(image, pixels) })
  }
  for (const [name, fields] of Object.entries(embeddings)) {
    const parts = numbers(fields)
    if (parts !== undefined) described.push({ name, kind: 'embedding', values: toVectors(parts) })
  }
  return {
    plain: columns.filter(({ name }) => !inside.has(name) && !texts.includes(name)),
    described,
  }
}

/** Columns that are parts of an image or an embedding, and nothing by themselves. */
export function partsOf({ images, embeddings }: Omit<Kinds, 'texts'>): readonly string[] {
  return [
    ...Object.values(images).flatMap(({ fields }) => fields),
    ...Object.values(embeddings).flat(),
  ]
}

/** Those that are more than a number or a category. */
export function describedKinds({ texts, images, embeddings }: Kinds) {
  return [
    ...texts.map((column) => ({ column, kind: 'text' }) as const),
    ...Object.keys(images).map((column) => ({ column, kind: 'image' }) as const),
    ...Object.keys(embeddings).map((column) => ({ column, kind: 'embedding' }) as const),
  ]
}

function toVectors(parts: readonly Float64Array[]): (Float64Array | undefined)[] {
  return Array.from({ length: parts[0]?.length ?? 0 }, (_, row) => {
    const vector = Float64Array.from(parts, (part) => part[row] ?? Number.NaN)
    return vector.every(Number.isFinite) ? vector : undefined
  })
}

/** As a picture is seen, whatever the model wants its ink to be. */
function toImages(image: ImageRow, pixels: readonly Float64Array[]): (Pixels | undefined)[] {
  const { width, height, ink = 'light', most = 1 } = image
  return toVectors(pixels).map((vector) => {
    if (vector === undefined) return undefined
    const shares = vector.map((value) => (ink === 'light' ? value / most : 1 - value / most))
    const data = Uint8Array.from(shares, (share) =>
      Math.round(255 * Math.min(1, Math.max(0, share))),
    )
    return { width, height, channels: 1, data }
  })
}
