/**
 * Flattened devicetrees: read them, write them, edit them as values, or edit the bytes exactly as libfdt would.
 *
 * @module
 */
export { type CellCounts, type RegEntry } from './reg-entry.js';
export { cellCounts, DEFAULT_CELL_COUNTS } from './cell-counts.js';
export {
  type DeviceNode,
  type DeviceTree,
  emptyTree,
  type Property,
  type Reservation,
  type VisitedNode,
  walkNodes,
} from './device-tree.js';
export {
  addNode,
  addReservation,
  deleteProperty,
  deleteReservation,
  removeNode,
  renameNode,
  setProperty,
} from './edit-tree.js';
export { aliasesOf, nodeByPhandle, nodesCompatibleWith } from './find-nodes.js';
export { FlatTree } from './flat-tree/flat-tree.js';
export { findNode, findProperty, propertyOf } from './node-path.js';
export { parseDtb } from './parse-dtb.js';
export { printDts } from './print-dts.js';
export {
  addressRangesValue,
  cellsValue,
  stringListValue,
  stringValue,
  u32Value,
  u64Value,
} from './property-value.js';
export {
  phandleOf,
  readAddressRanges,
  readCells,
  readString,
  readStringList,
  readU32,
  readU64,
} from './read-property.js';
export { serialiseDtb } from './serialise-dtb.js';
