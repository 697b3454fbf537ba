import { digestOf } from '../../base/index.ts'

const top = 'registry'

/** The folder of a version below `mlflow-artifacts:/`; a name with odd letters goes by its digest. */
export function registryFolder(model: string, version: number): string {
  const name = /^[\w-]+$/.test(model) ? model : `${digestOf(model).slice(0, 16)}-`
  return `${top}/${name}/${version}`
}

/** Versions never change: clients may only read there. */
export function isRegistryPath(path: string): boolean {
  return path === top || path.startsWith(`${top}/`)
}
