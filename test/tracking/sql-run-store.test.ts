import { sqlRunStore } from '../../src/tracking/index.ts'
import { temporaryDatabase } from '../storage/temporary-database.ts'
import { runStoreContract } from './run-store.contract.ts'

runStoreContract('sqlRunStore', async (t) => sqlRunStore(await temporaryDatabase(t)))
