import { addShared, i32, i64, waitWhile, wake } from '../wasm/code.ts'
import type { Callable, ModuleText } from '../wasm/module.ts'
import { count, leaveFunction, loopForever, loopWhile, when } from '../wasm/steps.ts'

/**
 * Where a crew keeps what it agrees on, each in a line of the cache of its own: the ticket holds the number
 * of tasks (high half) and how many are taken (low half), so that one look tells whether a task may be done.
 */
export const crewPlaces = { ticket: 64, call: 128, done: 192, isOver: 256, kind: 320 } as const

/** Memory from here on is free. */
export const firstFree = 384

/** So often a thread looks before it sleeps: a tenth of a millisecond or less, as waking takes as long. */
const looks = 40_000

/**
 * Adds `work`, which does `tasks` tasks together with those who `serve`, and returns when all are done;
 * and `serve`, which does so until it is over. Who does a task must not matter.
 */
export function addCrew(text: ModuleText, task: Callable<['i32', 'i32']>): void {
  const { ticket, call, done, isOver, kind } = crewPlaces
  const takeTasks = text.add('takeTasks', [], (scope) => {
    const taken = scope.variable('i64')
    const place = scope.variable('i32')
    const all = scope.variable('i32')
    return loopForever([
      taken.set(addShared.i64(ticket, 1n)),
      place.set(i32.lowOf(taken)),
      all.set(i32.lowOf(i64.shiftRight(taken, 32n))),
      when(i32.from(place, all), leaveFunction),
      // As long as a task is under way, nobody changes what it is to do.
      task(i32.loadShared(kind), place),
      when(i32.equal(i32.add(addShared.i32(done, 1), 1), all), wake(done)),
    ])
  })
  text.add('work', ['i32', 'i32'], (scope, ownKind, tasks) => {
    const seen = scope.variable('i32')
    const look = scope.variable('i32')
    return [
      i32.storeShared(kind, ownKind),
      i32.storeShared(done, 0),
      i64.storeShared(ticket, i64.shiftLeft(i64.of(tasks), 32n)),
      i32.storeShared(call, i32.add(i32.loadShared(call), 1)),
      wake(call),
      takeTasks(),
      look.set(0),
      seen.set(i32.loadShared(done)),
      loopWhile(i32.unequal(seen, tasks), [
        when(i32.below(look, looks), look.set(i32.add(look, 1)), waitWhile(done, seen)),
        seen.set(i32.loadShared(done)),
      ]),
    ]
  })
  text.add('workAlone', ['i32', 'i32'], (scope, ownKind, tasks) => {
    const place = scope.variable('i32')
    return count(place, 0, tasks, 1, task(ownKind, place))
  })
  text.add('serve', [], (scope) => {
    const seen = scope.variable('i32')
    const look = scope.variable('i32')
    return loopForever([
      seen.set(i32.loadShared(call)),
      when(i32.loadShared(isOver), leaveFunction),
      takeTasks(),
      look.set(0),
      loopWhile(i32.equal(i32.loadShared(call), seen), [
        when(i32.below(look, looks), look.set(i32.add(look, 1)), waitWhile(call, seen)),
      ]),
    ])
  })
}
