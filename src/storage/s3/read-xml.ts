/*
 * S3 answers with flat XML of known elements. This reads just that: no attributes, no namespaces, no
 * elements of one name inside each other.
 */

/** What stands inside each element of that name, as it was written. */
export function xmlElements(xml: string, name: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([^]*?)</${name}>`, 'g'))].map(
    ([, inner = '']) => inner,
  )
}

/** The text of the first element of that name. */
export function xmlText(xml: string, name: string): string | undefined {
  const [found] = xmlElements(xml, name)
  return found?.replaceAll(/&(?:lt|gt|quot|apos|amp|#\d+|#x[\da-f]+);/gi, toLetter)
}

const letters: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
}

function toLetter(entity: string): string {
  const digits = entity.slice(2, -1)
  if (entity.startsWith('&#x')) return String.fromCodePoint(Number.parseInt(digits.slice(1), 16))
  if (entity.startsWith('&#')) return String.fromCodePoint(Number(digits))
  return letters[entity] ?? entity
}
