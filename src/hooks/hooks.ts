/**
 * Webhooks to other systems: an address is called, signed (Standard Webhooks), when something changes here. Each event is told at least
 * once, under one id; what fails is tried again over three days, and is then a dead letter that can be sent again.
 */
export { type Hooks, type HooksIo, type HooksOptions, openHooks } from './deliverer.ts'
export { listDeliveries, readDelivery, replayDead, replayDelivery } from './deliveries.ts'
export { forgetOldCalls, forgetTold } from './forget.ts'
export { addHook, changeHook, listHooks, makeHookSecret, readHook, removeHook } from './manage.ts'
export { callNow, stalledHooks, unsealedHooks } from './standing.ts'
export { hookSubscriber } from './subscriber.ts'
