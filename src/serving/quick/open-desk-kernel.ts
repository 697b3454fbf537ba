import { openModuleText, webAssembly, type Scope, type Step } from '../../learn/index.ts'
import { deskMemory } from './desk.ts'

/** A kernel of one function without arguments, which works on the desk. */
export function openDeskKernel<Name extends string>(
  name: Name,
  write: (scope: Scope) => Step,
): Readonly<Record<Name, () => void>> {
  const text = openModuleText({ isShared: false })
  text.add(name, [], write)
  const module = new webAssembly.Module(text.toBytes())
  const { exports } = new webAssembly.Instance(module, { env: { memory: deskMemory } })
  return exports as Readonly<Record<Name, () => void>>
}
