import type { View } from '../views/view.ts'
import {
  openOnlineView,
  type OnlineAnswer,
  type OnlineDeps,
  type OnlineMoment,
  type OnlineView,
} from './online-view.ts'

/** Reads the online features of any view, bringing in what is new at most once a second. */
export interface OnlineReader {
  read(view: View, moments: readonly OnlineMoment[]): Promise<OnlineAnswer>
}

const restMs = 1000

export function onlineReader(deps: OnlineDeps): OnlineReader {
  const held = new Map<View, { readonly view: Promise<OnlineView>; lookedAt: number }>()

  async function freshView(view: View): Promise<OnlineView> {
    const now = deps.now().getTime()
    const found = held.get(view)
    if (found === undefined) {
      const opened = openOnlineView(deps, view)
      held.set(view, { view: opened, lookedAt: now })
      opened.catch(() => held.delete(view))
      return opened
    }
    const online = await found.view
    if (now - found.lookedAt >= restMs) {
      found.lookedAt = now
      await online.refresh()
    }
    return online
  }

  return {
    async read(view, moments) {
      const online = await freshView(view)
      return online.read(moments)
    },
  }
}
