/** A column of values that are compared by what describes them. */
export type DescribedColumn = TextColumn | EmbeddingColumn | ImageColumn

export interface TextColumn {
  readonly name: string
  /** Texts in a person's words, where a `category` is one of a list. */
  readonly kind: 'text'
  readonly values: readonly (string | undefined)[]
}

export interface EmbeddingColumn {
  readonly name: string
  readonly kind: 'embedding'
  /** All of one length. */
  readonly values: readonly (Float32Array | Float64Array | undefined)[]
}

export interface ImageColumn {
  readonly name: string
  readonly kind: 'image'
  readonly values: readonly (Pixels | undefined)[]
}

export interface Pixels {
  readonly width: number
  readonly height: number
  /** 1 for grey, 3 for red, green and blue, 4 with opacity. */
  readonly channels: 1 | 3 | 4
  /** Row by row, 0 to 255. */
  readonly data: Uint8Array
}
