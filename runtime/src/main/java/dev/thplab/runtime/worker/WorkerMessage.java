package dev.thplab.runtime.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.thplab.runtime.compare.Comparison;
import dev.thplab.runtime.script.Limits;

/// One line that a worker writes.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "message")
@JsonSubTypes({
  @JsonSubTypes.Type(value = WorkerMessage.Call.class, name = "call"),
  @JsonSubTypes.Type(value = WorkerMessage.Warned.class, name = "warned"),
  @JsonSubTypes.Type(value = WorkerMessage.Started.class, name = "started"),
  @JsonSubTypes.Type(value = WorkerMessage.Events.class, name = "events"),
  @JsonSubTypes.Type(value = WorkerMessage.Done.class, name = "done"),
  @JsonSubTypes.Type(value = WorkerMessage.Refused.class, name = "refused"),
  @JsonSubTypes.Type(value = WorkerMessage.WrongBooks.class, name = "wrong-books"),
})
sealed interface WorkerMessage {
  /// A sign of life, ten times a second from the moment a policy is loaded.
  ///
  /// @param elapsedMs how long the running call takes already, as [Limits] counts; 0 for none
  record Call(long elapsedMs) implements WorkerMessage {}

  /// The user should know something of a policy.
  record Warned(String warning) implements WorkerMessage {}

  /// The replay begins.
  record Started(long nrEvents) implements WorkerMessage {}

  /// So many events are done.
  record Events(long done) implements WorkerMessage {}

  /// The case is over; the last line.
  record Done(Comparison comparison) implements WorkerMessage {}

  /// The input cannot be used; the last line.
  ///
  /// @param reason one line for the user
  record Refused(String reason) implements WorkerMessage {}

  /// The books of the machine are wrong, a bug of thplab; the last line.
  record WrongBooks(String reason) implements WorkerMessage {}
}
