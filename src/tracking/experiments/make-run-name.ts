const adjectives = ['bold', 'brisk', 'calm', 'clear', 'deep', 'eager', 'fair', 'gentle', 'grand', 'keen', 'lively', 'merry', 'mild', 'nimble', 'proud', 'quick', 'quiet', 'steady', 'swift', 'warm'] // prettier-ignore
const nouns = ['auk', 'bay', 'breeze', 'cove', 'dune', 'eel', 'fjord', 'gull', 'heron', 'island', 'kelp', 'otter', 'pier', 'reef', 'sail', 'seal', 'shore', 'tern', 'tide', 'wave'] // prettier-ignore

/** A name for a run that has none: `swift-otter-271`. `random` gives numbers from 0 to below 1. */
export function makeRunName(random: () => number): string {
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? 'run'
  return `${pick(adjectives)}-${pick(nouns)}-${Math.floor(random() * 1000)}`
}
