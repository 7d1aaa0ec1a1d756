import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exportsOf } from './export-trees.ts'

test('the parts of one export are one, whatever they are called', () => {
  const trees = [
    { path: 'a.zip/Takeout/Voice', names: ['/Calls/1.html'] },
    { path: 'b.zip/Takeout/Voice', names: ['/Calls/1.jpg'] },
  ]
  assert.deepEqual(exportsOf(trees), [0, 0])
})

test('two exports of two parts each are told apart, even where they share no file', () => {
  const trees = [
    { path: 'takeout-20240101T000000Z-001.zip', names: ['/Calls/1.html'] },
    { path: 'takeout-20240101T000000Z-002.zip', names: ['/Calls/2.html'] },
    { path: 'takeout-20250101T000000Z-001.zip', names: ['/Calls/1.html'] },
    { path: 'takeout-20250101T000000Z-002.zip', names: ['/Calls/3.html'] },
  ]
  assert.deepEqual(exportsOf(trees), [0, 0, 1, 1])
})

test('a part downloaded twice is an export of its own', () => {
  const trees = [
    { path: 'takeout-20240101T000000Z-001 (1).zip', names: ['/Calls/1.html'] },
    { path: 'takeout-20240101T000000Z-001.zip', names: ['/Calls/1.html'] },
    { path: 'takeout-20240101T000000Z-002.zip', names: ['/Calls/1.jpg'] },
  ]
  assert.deepEqual(exportsOf(trees), [0, 1, 0])
})
