#include "server/read_pool.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "adapters/memory/memory_store.hpp"
#include "adapters/reports/sheet_file.hpp"
#include "server/chart_import.hpp"
#include "server/document_reader.hpp"
#include "server/picture.hpp"

namespace onward {
namespace {

std::unique_ptr<Store> empty_store() { return std::make_unique<memory::MemoryStore>(); }

}  // namespace

struct ReadPool::Impl {
  struct Session {
    std::unique_ptr<Queries> queries;
    std::unique_ptr<DocumentReader> reader;
    std::unique_ptr<Definitions> definitions;
    std::uint64_t generation = 0;
    std::thread thread;
  };

  Options options;
  const Clock* clock = nullptr;
  std::function<std::uint64_t()> generation;
  std::vector<std::unique_ptr<Session>> sessions;
  std::mutex mutex;
  std::condition_variable wake;
  std::deque<Look> queue;
  bool stopping = false;

  void run(Session& session) {
    for (;;) {
      Look look;
      {
        std::unique_lock lock(mutex);
        wake.wait(lock, [&] { return stopping || !queue.empty(); });
        if (queue.empty()) return;
        look = std::move(queue.front());
        queue.pop_front();
      }
      const std::uint64_t current = generation();
      if (session.generation != current && session.definitions->refresh().ok())
        session.generation = current;
      api::Reader reader{*session.queries, *session.definitions, clock->now(),
                         options.zone,     picture_of,           picture_of,
                         reports::to_file, import_charts,        empty_store};
      look(reader);
    }
  }
};

ReadPool::ReadPool(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

ReadPool::~ReadPool() { stop(); }

Result<std::unique_ptr<ReadPool>> ReadPool::start(Options options, const Clock& clock,
                                                  const MakeQueries& make_queries,
                                                  std::function<std::uint64_t()> generation) {
  auto impl = std::make_unique<Impl>();
  impl->options = std::move(options);
  impl->clock = &clock;
  impl->generation = std::move(generation);
  for (std::size_t i = 0; i < impl->options.threads; ++i) {
    auto session = std::make_unique<Impl::Session>();
    ONWARD_TRY(session->queries, make_queries());
    session->reader = std::make_unique<DocumentReader>();
    Queries& queries = *session->queries;
    session->definitions = std::make_unique<Definitions>(
        DefinitionSource{
            [&queries] { return queries.definitions(); },
            [&queries](StoredDefinition::Kind kind, std::string_view key, std::uint32_t version) {
              return queries.definition(kind, key, version);
            }},
        *session->reader);
    impl->sessions.push_back(std::move(session));
  }
  for (const auto& session : impl->sessions)
    session->thread = std::thread([pool = impl.get(), at = session.get()] { pool->run(*at); });
  return std::unique_ptr<ReadPool>(new ReadPool(std::move(impl)));
}

bool ReadPool::submit(Look look) {
  {
    const std::lock_guard lock(impl_->mutex);
    if (impl_->stopping || impl_->queue.size() >= impl_->options.queue) return false;
    impl_->queue.push_back(std::move(look));
  }
  impl_->wake.notify_one();
  return true;
}

void ReadPool::stop() {
  if (!impl_) return;
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->wake.notify_all();
  for (const auto& session : impl_->sessions)
    if (session->thread.joinable()) session->thread.join();
}

}  // namespace onward
