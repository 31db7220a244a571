/**
 * Why byte code stopped. The names are those that ACPICA, and so Linux, prints (ACPI 6.4 section 19 gives the rules
 * behind them); `LIMIT` is this interpreter's own.
 */
export type AmlErrorCode =
  | 'AE_ALREADY_EXISTS'
  | 'AE_AML_BAD_NAME'
  | 'AE_AML_BAD_OPCODE'
  | 'AE_AML_BAD_RESOURCE_LENGTH'
  | 'AE_AML_BUFFER_LIMIT'
  | 'AE_AML_DIVIDE_BY_ZERO'
  | 'AE_AML_FATAL'
  | 'AE_AML_INVALID_RESOURCE_TYPE'
  | 'AE_AML_LOOP_TIMEOUT'
  | 'AE_AML_METHOD_LIMIT'
  | 'AE_AML_MUTEX_NOT_ACQUIRED'
  | 'AE_AML_MUTEX_ORDER'
  | 'AE_AML_NO_OPERAND'
  | 'AE_AML_NO_RETURN_VALUE'
  | 'AE_AML_NO_RESOURCE_END_TAG'
  | 'AE_AML_NUMERIC_OVERFLOW'
  | 'AE_AML_OPERAND_TYPE'
  | 'AE_AML_OPERAND_VALUE'
  | 'AE_AML_PACKAGE_LIMIT'
  | 'AE_AML_REGION_LIMIT'
  | 'AE_AML_REGISTER_LIMIT'
  | 'AE_AML_STRING_LIMIT'
  | 'AE_AML_TARGET_TYPE'
  | 'AE_AML_UNINITIALIZED_ARG'
  | 'AE_AML_UNINITIALIZED_ELEMENT'
  | 'AE_AML_UNINITIALIZED_LOCAL'
  | 'AE_AML_UNINITIALIZED_NODE'
  | 'AE_BAD_PARAMETER'
  | 'AE_BAD_PATHNAME'
  | 'AE_BAD_SIGNATURE'
  | 'AE_LIMIT'
  | 'AE_NOT_EXIST'
  | 'AE_NOT_FOUND'
  | 'AE_TIME'
  | 'AE_TYPE'
  | 'LIMIT';

/** Where byte code stopped. */
export interface AmlErrorPlace {
  /** Full path of the method that ran; absent for the table itself. */
  readonly method?: string;
  /** Byte offset in the table. */
  readonly offset?: number;
}

/** A definition block asked for something that cannot be done. Broken encoding is a FormatError instead. */
export class AmlError extends Error {
  override readonly name: string = 'AmlError';
  readonly code: AmlErrorCode;
  readonly reason: string;
  readonly place: AmlErrorPlace;

  constructor(code: AmlErrorCode, reason: string, place: AmlErrorPlace = {}) {
    const method = place.method === undefined ? '' : ` in ${place.method}`;
    const offset = place.offset === undefined ? '' : ` at table offset 0x${place.offset.toString(16)}`;
    super(`${code}: ${reason}${method}${offset}`);
    this.code = code;
    this.reason = reason;
    this.place = place;
  }

  /** The same error with a place, unless it already has one: the innermost place is the right one. */
  at(place: AmlErrorPlace): AmlError {
    return this.place.offset === undefined ? this.copy({ ...this.place, ...place }) : this;
  }

  /** The same error at another place. */
  protected copy(place: AmlErrorPlace): AmlError {
    return new AmlError(this.code, this.reason, place);
  }
}

/** The byte code used up what the sandbox gives it. */
export class AmlLimitError extends AmlError {
  override readonly name = 'AmlLimitError';
  readonly limit: string;
  readonly allowed: number;

  constructor(limit: string, allowed: number, place: AmlErrorPlace = {}) {
    super('LIMIT', `more than ${allowed} ${limit}`, place);
    this.limit = limit;
    this.allowed = allowed;
  }

  /** The same error at another place. */
  protected override copy(place: AmlErrorPlace): AmlError {
    return new AmlLimitError(this.limit, this.allowed, place);
  }
}

/** An access to an address space that the caller gave no handler for. */
export class AmlRegionError extends AmlError {
  override readonly name = 'AmlRegionError';
  /** Name of the address space. */
  readonly space: string;
  /** Full path of the operation region. */
  readonly region: string;

  constructor(space: string, region: string, place: AmlErrorPlace = {}) {
    super('AE_NOT_EXIST', `no handler for ${space}, which ${region} is in`, place);
    this.space = space;
    this.region = region;
  }

  /** The same error at another place. */
  protected override copy(place: AmlErrorPlace): AmlError {
    return new AmlRegionError(this.space, this.region, place);
  }
}

/** The byte code ran the Fatal operator: the platform asks the system to stop (ACPI 6.4 section 19.6.46). */
export class AmlFatalError extends AmlError {
  override readonly name = 'AmlFatalError';
  readonly type: number;
  readonly fatalCode: number;
  readonly argument: bigint;

  constructor(type: number, fatalCode: number, argument: bigint, place: AmlErrorPlace = {}) {
    super(
      'AE_AML_FATAL',
      `Fatal (0x${type.toString(16)}, 0x${fatalCode.toString(16)}, 0x${argument.toString(16)})`,
      place,
    );
    this.type = type;
    this.fatalCode = fatalCode;
    this.argument = argument;
  }

  /** The same error at another place. */
  protected override copy(place: AmlErrorPlace): AmlError {
    return new AmlFatalError(this.type, this.fatalCode, this.argument, place);
  }
}
