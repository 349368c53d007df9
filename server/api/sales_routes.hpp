// The operations of the sales register: opportunities, customers, contacts, leads, tickets,
// interactions, products, users. Their rows stand here, and routes.cpp takes them into the table of
// all.
#pragma once

#include <span>

#include "server/api/services.hpp"

namespace onward::api {

std::span<const Route> sales_routes();

// opportunities.cpp
void create_opportunity(Services& services, Call call);
void post_opportunity(Services& services, Call call);
void patch_opportunity(Services& services, Call call);
void put_responsible(Services& services, Call call);
void put_stage(Services& services, Call call);

// opportunities_read.cpp
void list_opportunity_kinds(Services& services, Call call);
void list_opportunities(Services& services, Call call);
void get_opportunity(Services& services, Call call);

// opportunity_flow.cpp, opportunity_history.cpp
void get_opportunity_flow(Services& services, Call call);
void get_opportunity_picture(Services& services, Call call);
void list_opportunity_history(Services& services, Call call);

// records.cpp
void list_customers(Services& services, Call call);
void create_customer(Services& services, Call call);
void get_customer(Services& services, Call call);
void patch_customer(Services& services, Call call);
void list_contacts(Services& services, Call call);
void create_contact(Services& services, Call call);
void get_contact(Services& services, Call call);
void patch_contact(Services& services, Call call);
void list_leads(Services& services, Call call);
void create_lead(Services& services, Call call);
void get_lead(Services& services, Call call);
void patch_lead(Services& services, Call call);
void convert_lead(Services& services, Call call);
void list_tickets(Services& services, Call call);
void create_ticket(Services& services, Call call);
void get_ticket(Services& services, Call call);
void patch_ticket(Services& services, Call call);
void list_interactions(Services& services, Call call);
void create_interaction(Services& services, Call call);
void get_interaction(Services& services, Call call);
void patch_interaction(Services& services, Call call);

// reports.cpp
void get_mis_report(Services& services, Call call);
void get_funnel_report(Services& services, Call call);
void get_stale_report(Services& services, Call call);
void get_overdue_report(Services& services, Call call);
void get_hung_report(Services& services, Call call);
void get_workload_report(Services& services, Call call);
void get_forecast_report(Services& services, Call call);

// products.cpp
void list_products(Services& services, Call call);
void get_product(Services& services, Call call);
void put_product(Services& services, Call call);

// users.cpp
void list_users(Services& services, Call call);
void get_user(Services& services, Call call);
void put_user(Services& services, Call call);
void list_groups(Services& services, Call call);

}  // namespace onward::api
