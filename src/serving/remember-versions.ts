/** Versions that are kept open: the one that answers, the one before, and a challenger. */
const keptVersions = 4

/** Opens what is needed of versions, and keeps that of the few that were asked for last; the others are closed. */
export function rememberVersions<Opened>(
  open: (model: string, version: number) => Promise<Opened>,
  close: (opened: Opened) => Promise<void> = async () => Promise.resolve(),
): (model: string, version: number) => Promise<Opened> {
  const opened = new Map<string, Promise<Opened>>()
  return (model, version) => {
    const name = `${model} ${version}`
    const found = opened.get(name) ?? open(model, version)
    // What was asked for last stands last.
    opened.delete(name)
    opened.set(name, found)
    found.catch(() => opened.delete(name))
    const [oldest] = opened.keys()
    if (opened.size > keptVersions && oldest !== undefined) {
      const dropped = opened.get(oldest)
      opened.delete(oldest)
      // What could not be opened has told so to who asked.
      void dropped?.then(close, () => undefined)
    }
    return found
  }
}
