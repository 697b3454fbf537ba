interface Answer {
  readonly predictions: readonly { readonly sentiment: number }[]
}

/** One answer of the service: the place of the sentiment. */
export async function askService(
  url: string,
  row: { readonly reviewId: string; readonly review: string },
): Promise<number> {
  const address = new URL('/services/reviews/predict', url)
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(row),
  }).catch((error: unknown) => {
    throw new Error(`Nothing answers at ${url}: is \`swell up\` running?`, { cause: error })
  })
  if (!response.ok) {
    throw new Error(`The service said ${response.status}: ${await response.text()}`)
  }
  const { predictions } = (await response.json()) as Answer
  const [first] = predictions
  if (first === undefined) throw new Error(`The service said nothing of ${row.reviewId}.`)
  return first.sentiment
}
