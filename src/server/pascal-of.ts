/** A service's name as a type is called: `SurfHeight` of `surf-height`. */
export function pascalOf(name: string): string {
  return name.replaceAll(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase())
}
