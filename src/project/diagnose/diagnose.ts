import type { OpenedProject } from '../opened-project.ts'
import { listDependencies, type DependencyReport } from './list-dependencies.ts'
import {
  measureIntegrity,
  measureStability,
  type ColumnStability,
  type GroupIntegrity,
} from './measure-groups.ts'
import {
  listMissed,
  measureDisk,
  measureMemory,
  readClock,
  type ClockFound,
  type DiskRoom,
  type MemoryRoom,
  type MissedSchedule,
} from './measure-machine.ts'
import { measureTiming, type StepTiming } from './measure-timing.ts'

/** How the project and what it runs on are: numbers, of which each stands beside its history. */
export interface Diagnostics {
  readonly integrity: readonly GroupIntegrity[]
  readonly stability: readonly ColumnStability[]
  readonly timing: readonly StepTiming[]
  readonly dependencies: DependencyReport
  readonly disk: DiskRoom
  readonly memory: MemoryRoom
  readonly clock: ClockFound
  readonly missed: readonly MissedSchedule[]
}

export interface DiagnoseOptions {
  /** Ask npm's registry as well, which may take seconds. */
  readonly asksRegistry: boolean
  readonly signal?: AbortSignal | undefined
}

export async function diagnose(
  project: OpenedProject,
  { asksRegistry, signal }: DiagnoseOptions,
): Promise<Diagnostics> {
  const { root, environment } = project
  const [integrity, stability, timing, dependencies, disk, clock, missed] = await Promise.all([
    measureIntegrity(project),
    measureStability(project),
    measureTiming(project),
    listDependencies({ root, environment, asksRegistry, signal }),
    measureDisk(project),
    readClock(project),
    listMissed(project),
  ])
  return {
    integrity,
    stability,
    timing,
    dependencies,
    disk,
    memory: measureMemory(),
    clock,
    missed,
  }
}
