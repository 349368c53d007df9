#include "adapters/storage/attachments.hpp"

#include "adapters/storage/statements_read.hpp"
#include "adapters/storage/statements_turn.hpp"
#include "engine/base/limits.hpp"

namespace onward::storage {
namespace {

Attachment attachment_of(const Row& row) {
  Attachment a;
  a.id = unsigned_of(row[0]);
  a.opportunity = OpportunityId{unsigned_of(row[1])};
  a.task = {InstanceId{unsigned_of(row[2])}, LocalId{small_of(row[3])}};
  a.definition = text_of(row[4]);
  a.element = text_of(row[5]);
  a.name = text_of(row[6]);
  a.content_type = text_of(row[7]);
  a.size = unsigned_of(row[8]);
  a.digest = text_of(row[9]);
  a.created = instant_of(row[10]);
  a.created_by = text_of(row[11]);
  a.removed = optional_instant_of(row[12]);
  a.removed_by = text_of(row[13]);
  return a;
}

Result<RowSet> rows_of(Connection& connection, const AttachmentQuery& query) {
  constexpr std::size_t most = limits::page_size;
  if (query.task) {
    const Row parameters{cell(query.task->instance.value), cell(query.task->local.value),
                         cell(most)};
    return connection.query(read::attachments_of_task, parameters);
  }
  if (query.definition) {
    const Row parameters{cell(*query.definition), cell(most)};
    return connection.query(read::attachments_of_definition, parameters);
  }
  const Row parameters{cell(query.opportunity.value_or(OpportunityId{}).value), cell(most)};
  return connection.query(read::attachments_of_opportunity, parameters);
}

}  // namespace

void add_attachment_batches(const TurnWrite& write, std::vector<Batch>& batches) {
  for (const auto& [a, content] : write.attachments) {
    Batch insert(turn::insert_attachment);
    insert.add(shard_of(a.id), a.id, a.opportunity.value, a.task.instance.value, a.task.local.value,
               a.definition, a.element, a.name, a.content_type, a.size, a.digest, a.created,
               a.created_by, sequence_of(a.id), std::string_view(), *content);
    batches.push_back(std::move(insert));
  }
  Batch remove(turn::remove_attachment);
  for (const AttachmentRemoval& gone : write.attachments_removed)
    remove.add(shard_of(gone.id), gone.id, gone.at, gone.by, std::string());
  batches.push_back(std::move(remove));
}

Result<std::vector<Attachment>> read_attachments(Connection& connection,
                                                 const AttachmentQuery& query) {
  ONWARD_TRY(const RowSet rows, rows_of(connection, query));
  std::vector<Attachment> found;
  found.reserve(rows.size());
  for (const Row& row : rows) found.push_back(attachment_of(row));
  return found;
}

Result<std::optional<std::string>> read_attachment_content(Connection& connection,
                                                           std::uint64_t id) {
  const Row parameters{cell(shard_of(id)), cell(id)};
  ONWARD_TRY(RowSet rows, connection.query(read::attachment_content, parameters));
  if (rows.empty()) return std::optional<std::string>{};
  return std::optional<std::string>(text_of(rows.front()[0]));
}

}  // namespace onward::storage
